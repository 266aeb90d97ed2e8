import { type AdminCalls } from './contract';
import { approveResolvers } from './resolvers/approve';
import { controlResolvers } from './resolvers/control';
import { evidenceResolvers } from './resolvers/evidence';
import { filingResolvers } from './resolvers/filing';
import { checklistResolvers } from './resolvers/checklist';
import { searchObjects } from './resolvers/search';
import { settingsResolvers } from './resolvers/settings';
import { loadProposals } from './resolvers/proposals';
import { type Resolvers } from './serve';

/** The resolvers for both admin pages. Each page has its own function and handler. */
export const adminResolvers: Resolvers<AdminCalls> = {
  ...checklistResolvers,
  ...controlResolvers,
  ...approveResolvers,
  ...settingsResolvers,
  ...filingResolvers,
  ...evidenceResolvers,
  search: searchObjects,
  proposals: loadProposals,
};
