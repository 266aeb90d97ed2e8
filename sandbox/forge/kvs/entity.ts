import type { AttributeType, Entity, EntityIndex } from '../manifest-content';
import { KvsError } from './kvs-error';
import type { Filters } from './conditions';

/** @throws KvsError where the manifest defines no such entity. */
export function findEntity(entities: ReadonlyMap<string, Entity>, name: string): Entity {
  const entity = entities.get(name);
  if (entity === undefined)
    throw new KvsError(400, 'INVALID_ENTITY_NAME', `manifest.yml defines no entity ${name}.`);
  return entity;
}

/**
 * @returns the value as attributes.
 * @throws KvsError where it isn't an object, has an attribute that the entity doesn't, or one of another type.
 */
export function checkAttributes(entity: Entity, value: unknown): Record<string, unknown> {
  if (!isAttributes(value)) {
    throw new KvsError(
      400,
      'INVALID_ENTITY_VALUE',
      `A value of entity ${entity.name} is an object of its attributes.`,
    );
  }
  for (const [name, member] of Object.entries(value)) {
    const attribute = entity.attributes[name];
    if (attribute === undefined) {
      throw new KvsError(400, 'UNKNOWN_ATTRIBUTE', `Entity ${entity.name} has no attribute ${name}.`);
    }
    if (!isOfType(member, attribute.type)) {
      throw new KvsError(400, 'INVALID_ATTRIBUTE_TYPE', `${entity.name}.${name} must be ${attribute.type}.`);
    }
  }
  return value;
}

/** @throws KvsError where the entity has no index of that name. */
export function findIndex(entity: Entity, name: string): EntityIndex {
  const index = entity.indexes.find(candidate => candidate.name === name);
  if (index === undefined)
    throw new KvsError(400, 'INVALID_INDEX', `Entity ${entity.name} has no index ${name}.`);
  return index;
}

/** @throws KvsError where the filters name an attribute that the entity doesn't have. */
export function checkFilters(entity: Entity, { and = [], or = [] }: Filters): void {
  for (const { property } of [...and, ...or]) {
    if (entity.attributes[property] === undefined) {
      throw new KvsError(400, 'UNKNOWN_ATTRIBUTE', `Entity ${entity.name} has no attribute ${property}.`);
    }
  }
}

export function isAttributes(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOfType(value: unknown, type: AttributeType): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'integer':
      return Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    default:
      return typeof value === type;
  }
}
