import { JiraError } from './errors';
import { operationOf, type OperationId } from './operations';

/** What reading cost. Points are estimated as Atlassian publishes them: 1 for a call, and for each object 1 or 2. */
export interface Cost {
  readonly calls: number;
  readonly points: number;
  readonly objects: number;
}

/** One call under way: its estimate is set aside until it is settled. */
export interface OpenCall {
  /** @param objects how many objects the answer held. */
  settle(objects: number): void;
}

/** Counts what the calls of one run cost, and refuses a call that the allowance does not cover. */
export interface Meter {
  /**
   * @param rows how many objects the call asks for; without it, as many as the operation's last answer held.
   * @throws JiraError `over-budget`: nothing was sent.
   */
  open(operation: OperationId, rows?: number): OpenCall;
  /** Keeps points of the allowance back from the calls that follow. */
  keepBack(points: number): void;
  spent(): Cost;
  byOperation(): ReadonlyMap<OperationId, Cost>;
}

const nothing: Cost = { calls: 0, points: 0, objects: 0 };

/** A list whose length nobody can ask for is taken to be this long before it was seen once. */
const UNSEEN_LENGTH = 10;

const pointsOf = (operation: OperationId, objects: number): number =>
  1 + operationOf(operation).each * objects;

/**
 * @param allowance points that may be spent; an answer that turns out larger than its estimate may exceed it once, and
 * the overrun shows in `spent`.
 */
export function createMeter(allowance: number): Meter {
  const costs = new Map<OperationId, Cost>();
  const lengths = new Map<OperationId, number>();
  let total = nothing;
  let setAside = 0;
  let keptBack = 0;

  const plus = (cost: Cost, points: number, objects: number): Cost => ({
    calls: cost.calls + 1,
    points: cost.points + points,
    objects: cost.objects + objects,
  });

  const expected = (operation: OperationId, rows: number | undefined): number => {
    if (operationOf(operation).objects === undefined) return 1;
    return rows ?? lengths.get(operation) ?? UNSEEN_LENGTH;
  };

  return {
    open(operation, rows) {
      const estimate = pointsOf(operation, expected(operation, rows));
      if (total.points + setAside + estimate > allowance - keptBack)
        throw new JiraError('over-budget', operation);
      setAside += estimate;
      return {
        settle(objects) {
          setAside -= estimate;
          const points = pointsOf(operation, objects);
          total = plus(total, points, objects);
          costs.set(operation, plus(costs.get(operation) ?? nothing, points, objects));
          lengths.set(operation, objects);
        },
      };
    },
    keepBack(points) {
      keptBack = points;
    },
    spent: () => total,
    byOperation: () => costs,
  };
}

const sizeOf = (list: unknown): number => {
  if (Array.isArray(list)) return list.length;
  return typeof list === 'object' && list !== null ? Object.keys(list).length : 0;
};

/** How many objects an answer holds, as the points count them. An answer without the expected list holds none. */
export function objectsIn(operation: OperationId, body: unknown): number {
  const { objects } = operationOf(operation);
  if (objects === undefined) return 1;
  if (objects === '*') return sizeOf(body);
  return typeof body === 'object' && body !== null
    ? sizeOf(Object.entries(body).find(([key]) => key === objects)?.[1])
    : 0;
}
