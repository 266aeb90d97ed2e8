import { type ShellModule } from '../bench-view';

/** The app's pages in Jira's settings, the plain one first. */
export function adminPages(modules: readonly ShellModule[]): ShellModule[] {
  return modules
    .filter(({ type }) => type === 'jira:adminPage')
    .sort((one, other) => Number(one.useAsConfig) - Number(other.useAsConfig));
}
