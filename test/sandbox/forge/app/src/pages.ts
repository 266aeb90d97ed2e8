import { getAppContext } from '@forge/api';
import Resolver from '@forge/resolver';

const resolver = new Resolver();
resolver.define('whoami', ({ payload, context }) => ({ payload, context }));
resolver.define('remaining', () => getAppContext().invocationRemainingTimeInMillis());
resolver.define('fail', () => {
  throw new Error('The resolver failed.');
});

export const handler = resolver.getDefinitions();
