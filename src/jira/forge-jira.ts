import { appTransport } from './forge-transport';
import { createJira } from './gateway';
import { type Jira } from './jira';
import { type Meter, createMeter } from './meter';

/**
 * The gateway as the app, inside a Forge invocation.
 * @param allowance points that may be spent.
 */
export function forgeJira(allowance: number): { readonly jira: Jira; readonly meter: Meter } {
  const meter = createMeter(allowance);
  const jira = createJira({
    transport: appTransport(),
    meter,
    sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
    random: Math.random,
    now: Date.now,
  });
  return { jira, meter };
}
