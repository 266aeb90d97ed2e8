import { type SpaceFact } from '../evidence/facts';
import { type Finding } from '../terms/finding';
import { type Found } from './contract/start';

/** The object of a finding, as something to enter into the settings. */
export const subjectFound = ({ subject, owner, args: { group } }: Finding): Found => ({
  id: subject.id,
  ...(subject.name === undefined ? {} : { name: subject.name }),
  ...(owner === undefined ? {} : { owner }),
  ...(typeof group === 'string' ? { where: group } : {}),
});

/** A space that a finding reaches. One that was not read is called by its id. */
export function spaceFound(id: string, spaces: ReadonlyMap<string, SpaceFact>): Found {
  const space = spaces.get(id);
  return space === undefined
    ? { id, name: id }
    : {
        id,
        name: space.name,
        where: space.key,
        ...(space.owner === undefined ? {} : { owner: space.owner.id }),
      };
}
