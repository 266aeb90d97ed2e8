import { panelCalls } from './contract';
import { panelResolvers } from './resolvers/panel';
import { createHandler } from './serve';

/** The API of the work item panel. */
export const panelApi = createHandler(panelCalls, panelResolvers);
