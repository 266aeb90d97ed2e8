import { JiraError } from './jira-error';
import { operationOf, type OperationId } from './operations';

/** The cost of calls. API points are estimated by Atlassian's published rules: 1 per call, plus 1 or 2 per object. */
export interface ApiCost {
  readonly calls: number;
  readonly points: number;
  readonly objects: number;
}

/** A call in progress. Its estimated cost is reserved until it is settled. */
export interface MeteredCall {
  /** @param objects number of objects in the response. */
  settle(objects: number): void;
}

/** Counts the cost of one run's calls, and refuses a call that exceeds the allowance. */
export interface Meter {
  /**
   * @param rows number of objects requested; by default, the number in the operation's last response.
   * @throws JiraError `over-budget`; nothing was sent.
   */
  open(operation: OperationId, rows?: number): MeteredCall;
  /** Reserves API points of the allowance, so that the following calls can't use them. */
  reserve(points: number): void;
  totalCost(): ApiCost;
  costByOperation(): ReadonlyMap<OperationId, ApiCost>;
}

const zeroCost: ApiCost = { calls: 0, points: 0, objects: 0 };

/** The assumed length of a list before its first response, if the call can't limit it. */
const DEFAULT_LIST_LENGTH = 10;

const estimatePoints = (operation: OperationId, objects: number): number =>
  1 + operationOf(operation).pointsPerObject * objects;

/**
 * @param allowance API points that may be spent. A response larger than estimated can exceed it once. `totalCost`
 * includes the overrun.
 */
export function createMeter(allowance: number): Meter {
  const costs = new Map<OperationId, ApiCost>();
  const lastLengths = new Map<OperationId, number>();
  let total = zeroCost;
  let pendingPoints = 0;
  let reservedPoints = 0;

  const addCall = (cost: ApiCost, points: number, objects: number): ApiCost => ({
    calls: cost.calls + 1,
    points: cost.points + points,
    objects: cost.objects + objects,
  });

  const expectedObjects = (operation: OperationId, rows: number | undefined): number => {
    if (operationOf(operation).objectsKey === undefined) return 1;
    return rows ?? lastLengths.get(operation) ?? DEFAULT_LIST_LENGTH;
  };

  return {
    open(operation, rows) {
      const estimate = estimatePoints(operation, expectedObjects(operation, rows));
      if (total.points + pendingPoints + estimate > allowance - reservedPoints)
        throw new JiraError('over-budget', operation);
      pendingPoints += estimate;
      return {
        settle(objects) {
          pendingPoints -= estimate;
          const points = estimatePoints(operation, objects);
          total = addCall(total, points, objects);
          costs.set(operation, addCall(costs.get(operation) ?? zeroCost, points, objects));
          lastLengths.set(operation, objects);
        },
      };
    },
    reserve(points) {
      reservedPoints = points;
    },
    totalCost: () => total,
    costByOperation: () => costs,
  };
}

const sizeOf = (list: unknown): number => {
  if (Array.isArray(list)) return list.length;
  return typeof list === 'object' && list !== null ? Object.keys(list).length : 0;
};

/** Number of billable objects in a response; 0 if the response lacks the expected list. */
export function countObjects(operation: OperationId, body: unknown): number {
  const { objectsKey: objects } = operationOf(operation);
  if (objects === undefined) return 1;
  if (objects === '*') return sizeOf(body);
  return typeof body === 'object' && body !== null
    ? sizeOf(Object.entries(body).find(([key]) => key === objects)?.[1])
    : 0;
}
