import { UI_KIT_COMPONENTS } from '../../../sandbox/browser/render/component-names';

/** Looks like a component and draws nothing: it hands translations on. */
const NEVER_RENDERED = ['I18nProvider'];

describe("the host's list of components", () => {
  it('is every component of @forge/react', () => {
    // The package looks for its bridge as soon as it loads.
    Object.assign(globalThis, {
      self: globalThis,
      __bridge: { callBridge: () => Promise.resolve(undefined) },
    });
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded after its surroundings are there
    const uiKit = require('@forge/react') as Record<string, unknown>;
    const components = Object.keys(uiKit).filter(
      name => /^[A-Z]/.test(name) && !NEVER_RENDERED.includes(name),
    );
    expect([...UI_KIT_COMPONENTS].sort()).toEqual(components.sort());
  });
});
