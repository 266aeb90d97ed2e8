/** A component as the page hands it to its host. */
export interface Doc {
  readonly type: string;
  readonly key: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children: readonly Doc[];
}

type Answers = Readonly<Record<string, (payload: never) => unknown>>;

/** The fake host of a page: its answers, its context, and the calls that it received. */
export interface FakeHost {
  doc: Doc | undefined;
  answers: Answers;
  context: Record<string, unknown>;
  path: string;
  listeners: ((location: { pathname: string }) => void)[];
  calls: { name: string; payload: unknown }[];
  flags: { title: string; type: string }[];
  /** Of the browser's window. */
  title: string;
  /** Jira gives this page no history of its own. */
  hasHistory: boolean;
}

export const host: FakeHost = {
  doc: undefined,
  answers: {},
  context: {},
  path: '/',
  listeners: [],
  calls: [],
  flags: [],
  title: '',
  hasHistory: true,
};

/** Version 4 of `history`, as Jira hands it out. */
const history = () => ({
  location: { pathname: host.path },
  listen: (listener: FakeHost['listeners'][number]) => {
    host.listeners.push(listener);
    return () => {
      host.listeners = host.listeners.filter(each => each !== listener);
    };
  },
  push: (path: string) => {
    host.path = path;
    for (const listener of host.listeners) listener({ pathname: path });
  },
});

const commandHandlers: Readonly<Record<string, (data: never) => unknown>> = {
  reconcile: ({ forgeDoc }: { forgeDoc: Doc }) => {
    host.doc = forgeDoc;
  },
  changeWindowTitle: (title: string) => {
    host.title = title;
  },
  getContext: () => host.context,
  createHistory: () => {
    if (!host.hasHistory) throw new Error('this page has no history');
    return history();
  },
  invoke: ({ functionKey, payload }: { functionKey: string; payload: unknown }) => {
    host.calls.push({ name: functionKey, payload });
    const answer = host.answers[functionKey];
    if (answer === undefined) throw new Error(`nobody answers ${functionKey}`);
    // Over the bridge everything is JSON.
    return JSON.parse(JSON.stringify(answer(payload as never)));
  },
  showFlag: ({ title, type }: { title: string; type: string }) => {
    host.flags.push({ title, type });
  },
};

/** @forge/bridge makes an empty request when it loads, which browsers allow and Node refuses. */
class LenientRequest extends Request {
  constructor(input: string | URL | Request, init?: RequestInit) {
    super(input === '' ? 'http://localhost/' : input, init);
  }
}

// Before the pages are loaded: they look for their host at once.
Object.assign(globalThis, {
  self: globalThis,
  Request: LenientRequest,
  __bridge: {
    callBridge: async (command: string, data: unknown) => {
      const answer = commandHandlers[command];
      if (answer === undefined) throw new Error(`the host of this test knows no ${command}`);
      return answer(data as never);
    },
  },
});
