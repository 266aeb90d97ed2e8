import { createAppTransport } from './forge-transport';
import { createJira } from './gateway';
import { type Jira } from './jira';
import { type Meter, createMeter } from './meter';

/**
 * Creates a gateway that acts as the app. Works only inside a Forge invocation.
 * @param allowance API points that may be spent.
 */
export function createForgeJira(allowance: number): { readonly jira: Jira; readonly meter: Meter } {
  const meter = createMeter(allowance);
  const jira = createJira({
    transport: createAppTransport(),
    meter,
    sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
    random: Math.random,
    now: Date.now,
  });
  return { jira, meter };
}
