import { type SpaceFact } from '../evidence/facts';
import { type Finding } from '../domain/finding';
import { type ProposalCandidate } from './contract/proposals';

/** Proposes the finding's object as a settings entry. */
export const buildSubjectCandidate = ({ subject, owner, args: { group } }: Finding): ProposalCandidate => ({
  id: subject.id,
  ...(subject.name === undefined ? {} : { name: subject.name }),
  ...(owner === undefined ? {} : { owner }),
  ...(typeof group === 'string' ? { foundIn: group } : {}),
});

/** Proposes a space that a finding reaches. A space that wasn't read has its ID as its name. */
export function buildSpaceCandidate(id: string, spaces: ReadonlyMap<string, SpaceFact>): ProposalCandidate {
  const space = spaces.get(id);
  return space === undefined
    ? { id, name: id }
    : {
        id,
        name: space.name,
        foundIn: space.key,
        ...(space.owner === undefined ? {} : { owner: space.owner.id }),
      };
}
