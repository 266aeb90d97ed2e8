import { panelCalls } from './contract';
import { panelResolvers } from './resolvers/panel';
import { handlerOf } from './serve';

/** The function behind the panel on a work item of ours. */
export const panelApi = handlerOf(panelCalls, panelResolvers);
