import { adminCalls } from './contract';
import { adminResolvers } from './admin-resolvers';
import { createHandler } from './serve';

/** The API of *Configure* in the list of apps. The page is the same, but each function has its own handler. */
export const configureApi = createHandler(adminCalls, adminResolvers);
