import type { PageHost, PageModule, PageVisit } from '../ports';
import type { Installation } from './installation';
import { PAYLOAD } from './limits';
import type { Manifest, UiModule } from './manifest-content';
import { productAddress, requestProduct } from './forge-proxy';

/** The app's pages on one site, as the browser host shows them. */
export class InstalledPages implements PageHost {
  readonly #manifest: Manifest;
  readonly #installation: Installation;

  constructor(manifest: Manifest, installation: Installation) {
    this.#manifest = manifest;
    this.#installation = installation;
  }

  modules(): readonly PageModule[] {
    return this.#manifest.uiModules.map(
      ({ key, type, title, useAsConfig, resourceFile, displayConditions }) => ({
        key,
        type,
        title,
        useAsConfig,
        resourceFile,
        displayConditions,
      }),
    );
  }

  context({ moduleKey, accountId, extension }: PageVisit, theme: 'light' | 'dark'): Record<string, unknown> {
    const { type } = this.#module(moduleKey);
    const { appId, environmentId, environmentType, cloudId, license } = this.#installation.facts;
    const { scopes, external } = this.#manifest;
    return {
      ...(accountId === undefined ? {} : { accountId }),
      cloudId,
      environmentId,
      environmentType,
      extension: { type, ...extension },
      localId: `ari:cloud:ecosystem::extension/${appId}/${environmentId}/static/${moduleKey}`,
      locale: 'en-US',
      moduleKey,
      siteUrl: this.#installation.product.url,
      theme: { colorMode: theme },
      timezone: 'UTC',
      ...(license === undefined ? {} : { license }),
      permissions: { scopes, external },
    };
  }

  async invoke(visit: PageVisit, functionKey: string, payload: unknown): Promise<unknown> {
    const module = this.#module(visit.moduleKey);
    if (module.resolverFunction === undefined) throw new Error(`${module.key} has no resolver.`);
    const size = Buffer.byteLength(JSON.stringify(payload) ?? '');
    if (size > PAYLOAD.request)
      throw new Error(`A page sends at most ${PAYLOAD.request} bytes, not ${size}.`);
    const call = { call: { functionKey, payload }, context: this.context(visit, 'light') };
    const { calls } = this.#installation;
    const end = await calls.page(module, module.resolverFunction, visit.accountId, call);
    if (end.ending !== 'done') throw new Error(end.message);
    return end.value;
  }

  async fetchProduct(
    visit: PageVisit,
    path: string,
    init: { method: string; headers: ReadonlyArray<readonly [string, string]>; body: string | null },
  ): Promise<{ status: number; statusText: string; headers: Record<string, string>; body: string }> {
    const { product, proxy } = this.#installation;
    const address = productAddress(product, path);
    if (address === undefined) throw new Error(`${path} leaves the product's API.`);
    const token = proxy.tokenFor(visit.accountId);
    const answer = await requestProduct(address, token, { ...init, body: init.body ?? undefined });
    const text =
      typeof answer.body === 'string'
        ? answer.body
        : Buffer.from(answer.body ?? new ArrayBuffer(0)).toString();
    const { status, statusText, headers } = answer;
    return { status, statusText, headers: Object.fromEntries(headers), body: text };
  }

  /** @throws where the manifest has no such module with a page. */
  #module(key: string): UiModule {
    const module = this.#manifest.uiModules.find(candidate => candidate.key === key);
    if (module === undefined) throw new Error(`manifest.yml has no page ${key}.`);
    return module;
  }
}
