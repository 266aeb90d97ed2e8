import type { Millis } from './clock';

/** Who asks the site. Without an account the caller is anonymous. `all` is a person's own session: no app in between. */
export interface Caller {
  accountId: string | undefined;
  scopes: readonly string[] | 'all';
}

/** A product event as the site raises it; the Forge host decides which triggers hear of it. */
export interface ProductEvent {
  /** e.g. `avi:jira:updated:filter` */
  name: string;
  /** The account that acted; undefined where Jira names nobody. */
  actor: string | undefined;
  at: Millis;
  /** What the trigger's function gets, in the shape that Atlassian documents for the event (`eventType`, `atlassianId`, ...). */
  payload: Record<string, unknown>;
  /** What a trigger's filter may read beyond the payload: `event.runtime.issue.properties[...]`. */
  runtime: Record<string, unknown>;
}

/** What the Forge host needs of the simulated site. */
export interface Product {
  /** Where the site listens, without a slash at the end: `http://127.0.0.1:4711`. */
  readonly url: string;
  readonly cloudId: string;
  /** A bearer token that stands for the caller with these scopes until the site stops. */
  tokenFor(caller: Caller): string;
  /** Makes the app's account and puts it where Jira puts it; the same app gets the same account again. */
  install(app: { id: string; name: string }): Promise<{ accountId: string }>;
  uninstall(appId: string): Promise<void>;
  /** @returns how to stop listening. */
  onEvent(listener: (event: ProductEvent) => void): () => void;
}

/** A UI module of the app's manifest, as the browser host lists it. */
export interface PageModule {
  key: string;
  /** e.g. `jira:adminPage` */
  type: string;
  title: string;
  useAsConfig: boolean;
  /** The resource's file below the app's folder, e.g. `src/pages/admin.tsx`. */
  resourceFile: string;
  displayConditions: Record<string, unknown> | undefined;
}

/** Who looks at which module, and where. `extension` is what Jira adds, e.g. `{ issue: { id, key }, project }`. */
export interface PageVisit {
  moduleKey: string;
  accountId: string | undefined;
  extension: Record<string, unknown>;
}

/** What the browser host needs of the Forge host. */
export interface PageHost {
  modules(): readonly PageModule[];
  /** The answer to the bridge's `getContext`. */
  context(visit: PageVisit, theme: 'light' | 'dark'): Record<string, unknown>;
  /** Calls the module's resolver function as the platform does. Rejects with the error's message. */
  invoke(visit: PageVisit, functionKey: string, payload: unknown): Promise<unknown>;
  /** `requestJira` from the page: the visitor's own account, the app's scopes. */
  fetchProduct(
    visit: PageVisit,
    path: string,
    init: { method: string; headers: ReadonlyArray<readonly [string, string]>; body: string | null },
  ): Promise<{ status: number; statusText: string; headers: Record<string, string>; body: string }>;
}
