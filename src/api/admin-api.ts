import { adminCalls } from './contract';
import { adminResolvers } from './admin-resolvers';
import { createHandler } from './serve';

/** The API of the app's page in Jira's settings. */
export const adminApi = createHandler(adminCalls, adminResolvers);
