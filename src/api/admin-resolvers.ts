import { type AdminCalls } from './contract';
import { approveResolvers } from './resolvers/approve';
import { controlResolvers } from './resolvers/control';
import { evidenceResolvers } from './resolvers/evidence';
import { filingResolvers } from './resolvers/filing';
import { homeResolvers } from './resolvers/home';
import { search } from './resolvers/search';
import { settingsResolvers } from './resolvers/settings';
import { proposals } from './resolvers/start';
import { type Resolvers } from './serve';

/** What both admin pages ask. Each has its own function and handler in front of it. */
export const adminResolvers: Resolvers<AdminCalls> = {
  ...homeResolvers,
  ...controlResolvers,
  ...approveResolvers,
  ...settingsResolvers,
  ...filingResolvers,
  ...evidenceResolvers,
  search,
  proposals,
};
