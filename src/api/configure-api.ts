import { adminCalls } from './contract';
import { adminResolvers } from './admin-resolvers';
import { handlerOf } from './serve';

/** The function behind *Configure* in the list of apps: the same page, never the same handler. */
export const configureApi = handlerOf(adminCalls, adminResolvers);
