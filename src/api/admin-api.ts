import { adminCalls } from './contract';
import { adminResolvers } from './admin-resolvers';
import { handlerOf } from './serve';

/** The function behind the app's page in Jira's settings. */
export const adminApi = handlerOf(adminCalls, adminResolvers);
