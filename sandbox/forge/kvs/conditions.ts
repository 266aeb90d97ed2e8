import { z } from 'zod';
import { KvsError } from './kvs-error';

/** One comparison as `@forge/kvs` writes it. */
export const conditionSchema = z.object({
  condition: z.enum([
    'BEGINS_WITH',
    'BETWEEN',
    'CONTAINS',
    'EQUAL_TO',
    'EXISTS',
    'GREATER_THAN',
    'GREATER_THAN_EQUAL_TO',
    'LESS_THAN',
    'LESS_THAN_EQUAL_TO',
    'NOT_CONTAINS',
    'NOT_EQUAL_TO',
    'NOT_EXISTS',
  ]),
  values: z.array(z.unknown()),
});
export const filterSchema = z.object({ property: z.string() }).and(conditionSchema);
export const filtersSchema = z.object({
  and: z.array(filterSchema).optional(),
  or: z.array(filterSchema).optional(),
});

export type Condition = z.infer<typeof conditionSchema>;
export type Filters = z.infer<typeof filtersSchema>;

/** Whether the attribute's value meets the condition. Undefined is an attribute that isn't there. */
export function meetsCondition(value: unknown, { condition, values }: Condition): boolean {
  const [first, second] = values;
  switch (condition) {
    case 'EXISTS':
      return value !== undefined;
    case 'NOT_EXISTS':
      return value === undefined;
    case 'EQUAL_TO':
      return value !== undefined && order(value, first) === 0;
    // A value that isn't there differs from every value, as in the database beneath Forge's store.
    case 'NOT_EQUAL_TO':
      return value === undefined || order(value, first) !== 0;
    case 'BEGINS_WITH':
      return value !== undefined && String(value).startsWith(String(first));
    case 'CONTAINS':
      return holds(value, first);
    case 'NOT_CONTAINS':
      return !holds(value, first);
    case 'BETWEEN':
      return compares(value, first, by => by >= 0) && compares(value, second, by => by <= 0);
    case 'GREATER_THAN':
      return compares(value, first, by => by > 0);
    case 'GREATER_THAN_EQUAL_TO':
      return compares(value, first, by => by >= 0);
    case 'LESS_THAN':
      return compares(value, first, by => by < 0);
    case 'LESS_THAN_EQUAL_TO':
      return compares(value, first, by => by <= 0);
  }
}

/**
 * @returns whether the entity's value, `undefined` where there is none, meets the filters.
 * @throws KvsError where they hold both an `and` and an `or`, or none.
 */
export function meetsFilters(value: Record<string, unknown> | undefined, { and, or }: Filters): boolean {
  if ((and === undefined) === (or === undefined)) {
    throw new KvsError(400, 'INVALID_FILTER', 'Filters are joined by either `and` or `or`.');
  }
  const met = ({ property, condition, values }: z.infer<typeof filterSchema>): boolean =>
    meetsCondition(value?.[property], { condition, values });
  return and !== undefined ? and.every(met) : (or ?? []).some(met);
}

/** Less than, equal to or greater than 0. Numbers and texts are ordered; others are equal or not. */
export function order(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return JSON.stringify(left) === JSON.stringify(right) ? 0 : NaN;
}

function compares(value: unknown, with_: unknown, holdsFor: (by: number) => boolean): boolean {
  return value !== undefined && holdsFor(order(value, with_));
}

function holds(value: unknown, part: unknown): boolean {
  if (typeof value === 'string') return value.includes(String(part));
  return Array.isArray(value) && value.some(member => order(member, part) === 0);
}
