import { instant } from '../../src/domain/instant';

export const startedAt = instant(0);

export const grant = (permission: string, type: string, more: object = {}) => ({
  permission,
  holder: { type, ...more },
});

/** A grant that no control asks about. */
const harmless = grant('CREATE_ISSUES', 'applicationRole');

export const scheme = (id: number, permissions: readonly unknown[] = [harmless], more: object = {}) => ({
  body: { id, name: `Scheme ${id}`, permissions, ...more },
});

export const ownScheme = (id: number, space: string) => ({
  id,
  name: `Own ${id}`,
  scope: { type: 'PROJECT', project: { id: space, key: 'X' } },
});
