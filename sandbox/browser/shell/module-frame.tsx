import { Stack } from '@atlaskit/primitives';
import Spinner from '@atlaskit/spinner';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type ForgeDoc, type RemoteFunction } from '../protocol';
import { renderDoc } from '../render/render-doc';
import { type RenderContext } from '../render/component-node';
import { Problem, ProblemBoundary } from '../render/problem';
import { answerBridgeCall } from './bridge/command-handlers';
import { type BridgeContext } from './bridge/bridge-context';
import { FrameLink } from './bridge/frame-link';
import { openLink, shellPath } from './links';
import { updateAddress, modulePath, currentPathWithin } from './route';
import { useShell } from './shell-context';

interface ModuleFrameProps {
  moduleKey: string;
  title: string;
  /** What Jira adds to the context: the work item of a panel. */
  extension: Record<string, unknown>;
  /** Whether the module is the page that the address names, so that its history moves the address. */
  ownsAddress: boolean;
  refresh?: () => void;
}

/** One module of the app: its code in a hidden frame, and what it asks to be drawn. Another person or module is another frame. */
export function ModuleFrame(props: ModuleFrameProps) {
  const { person } = useShell();
  return <Frame key={`${props.moduleKey} ${person.accountId}`} {...props} />;
}

function Frame(props: ModuleFrameProps) {
  const { moduleKey, title, extension, ownsAddress } = props;
  const shell = useShell();
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef({ shell, props });
  latest.current = { shell, props };
  const [doc, setDoc] = useState<ForgeDoc>();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const link = useRef<FrameLink>();
  const context = useRef<BridgeContext>();

  const report = useMemo(
    () => (problem: string) => setProblems(known => [...new Set([...known, problem])]),
    [],
  );
  const renderContext = useMemo<RenderContext>(
    () => ({
      render: renderDoc,
      reportProblem: report,
      people: shell.people,
      run: (remote: RemoteFunction, args: unknown[]) =>
        link.current?.run(remote, args) ?? Promise.reject(new Error('The page was closed')),
      openLink: (href, newTab) => openLink(href, newTab, latest.current.shell.config),
      hrefOf: href => shellPath(href, latest.current.shell.config) ?? href,
    }),
    [report, shell.people],
  );

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const { events, flags, config, person } = latest.current.shell;
    const route: BridgeContext = {
      visit: { moduleKey, accountId: person.accountId, extension },
      config,
      flags,
      events,
      theme: () => latest.current.shell.theme,
      pathWithin: () => (ownsAddress ? currentPathWithin() : '/'),
      show: setDoc,
      reportProblem: report,
      run: renderContext.run,
      refresh: latest.current.props.refresh && (() => latest.current.props.refresh?.()),
      onArrive: undefined,
    };
    const frameLink = new FrameLink(element, {
      call: (command, data) => answerBridgeCall(route, command, data),
      moved: ({ action, location }) => {
        if (!ownsAddress) return;
        updateAddress(
          modulePath(moduleKey, location.pathname + location.search + location.hash),
          location.state,
          action,
        );
      },
      go: steps => window.history.go(steps),
    });
    link.current = frameLink;
    context.current = route;
    const stop = frameLink.listen();
    element.src = `/frame/${encodeURIComponent(moduleKey)}/index.html`;
    return () => {
      stop();
      events.forget(route);
    };
    // A frame lives for one module and one person; `key` makes another for the next.
    // The extension is read once, as the context of a page in Jira is.
  }, [moduleKey, ownsAddress, report, renderContext]);

  useHistoryNavigation(context, renderContext.run, report);

  return (
    <>
      <iframe ref={frame} title={title} sandbox="allow-scripts" hidden aria-hidden tabIndex={-1} />
      <Stack space="space.200">
        {problems.map(problem => (
          <Problem key={problem} title={problem} detail="This happened in the app while its page was open." />
        ))}
        {doc === undefined && problems.length === 0 ? <Loading title={title} /> : null}
        {doc === undefined ? null : (
          <ProblemBoundary title={`We couldn't show ${title}`} attempt={doc}>
            {renderDoc(doc, renderContext)}
          </ProblemBoundary>
        )}
      </Stack>
    </>
  );
}

/** Tells the app's history where the browser's buttons went. */
function useHistoryNavigation(
  context: { current: BridgeContext | undefined },
  run: RenderContext['run'],
  report: RenderContext['reportProblem'],
): void {
  useEffect(() => {
    const arrive = (event: PopStateEvent) => {
      const place = context.current;
      if (place?.onArrive === undefined) return;
      const { pathname, search, hash } = new URL(place.pathWithin(), window.location.origin);
      const location = {
        pathname,
        search,
        hash,
        state: event.state as unknown,
        key: `pop${event.timeStamp}`,
      };
      run(place.onArrive, [location]).catch((error: unknown) => report(`History: ${String(error)}`));
    };
    window.addEventListener('popstate', arrive);
    return () => window.removeEventListener('popstate', arrive);
  }, [context, run, report]);
}

function Loading({ title }: { title: string }) {
  return (
    <div className="loading">
      <Spinner size="large" label={`Loading ${title}`} />
    </div>
  );
}
