import { notAdmin, refusal } from '../answer';
import { toGermanRecord } from '../audit-language';
import type { Operation } from '../operation';
import type { AuditRecord } from '../state/model';
import { instantOf, jiraTime } from '../jira-time';
import { VisibleLists } from '../visible-lists';

const visibleRecords = new VisibleLists<AuditRecord>();

function auditRecordView(record: AuditRecord): Record<string, unknown> {
  return {
    id: record.id,
    summary: record.summary,
    ...(record.remoteAddress === undefined ? {} : { remoteAddress: record.remoteAddress }),
    ...(record.author === undefined
      ? {}
      : { authorKey: `ug:${record.author}`, authorAccountId: record.author }),
    created: jiraTime(record.created),
    category: record.category,
    eventSource: '',
    objectItem: record.object,
    ...(record.changes ? { changedValues: record.changes } : {}),
    ...(record.associated ? { associatedItems: record.associated } : {}),
  };
}

function containsAllWords(record: AuditRecord, words: readonly string[]): boolean {
  const text = JSON.stringify(auditRecordView(record)).toLowerCase();
  return words.every(word => text.includes(word));
}

/** The audit log, newest first. Free plans have none. */
export const auditOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/rest/api/3/auditing/record',
    scopes: { classic: ['manage:jira-configuration'], granular: ['read:audit-log:jira', 'read:user:jira'] },
    requiredAccess: 'administer',
    answer: (core, request) => {
      if (Object.values(core.state.site.plans).every(plan => plan !== 'PAID'))
        throw refusal(403, 'The audit log is not available on a Free plan.');
      if (request.isFromApp && core.switches.auditForApps === 'forbidden') throw notAdmin();
      const offset = request.query.number('offset', 0);
      const limit = Math.max(1, Math.min(request.query.number('limit', 1000), 1000));
      const bound = (name: 'from' | 'to'): number | undefined => {
        const text = request.query.text(name);
        if (text === undefined) return undefined;
        const at = instantOf(text);
        if (at === undefined) throw refusal(400, `The value '${text}' of parameter '${name}' is not a date.`);
        return at;
      };
      const [from, to] = [bound('from'), bound('to')];
      const words = (request.query.text('filter') ?? '')
        .toLowerCase()
        .split(/\s+/)
        .filter(word => word !== '');
      const within = visibleRecords.rows(core, `audit ${String(from)} ${String(to)}`, () =>
        [...core.state.audit.values()]
          .filter(
            record =>
              (from === undefined || record.created >= from) && (to === undefined || record.created <= to),
          )
          .sort((one, other) => other.created - one.created || other.id - one.id),
      );
      const found = words.length === 0 ? within : within.filter(record => containsAllWords(record, words));
      const records = found.slice(offset, offset + limit);
      return {
        status: 200,
        core: records.length,
        body: {
          offset,
          limit,
          total: core.switches.auditTotalFollowsFilter ? found.length : within.length,
          records: records.map(record =>
            auditRecordView(core.switches.auditLanguage === 'german' ? toGermanRecord(record) : record),
          ),
        },
      };
    },
  },
];
