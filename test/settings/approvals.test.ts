import { resolveApprovals, incompleteEntries } from '../../src/settings/approvals';
import { settingsSchema } from '../../src/settings/settings';

const TODAY = '2026-11-20';
const full = { id: '1', reason: 'Status page', owner: '557058:f58131cb-b67d', until: '2027-11-20' };

describe('approvals', () => {
  it('count through their last day, if they have all required fields', () => {
    const settings = settingsSchema.parse({
      approvedSpaces: [full, { ...full, id: '2', permissions: [] }],
      approvedDashboards: [full, { ...full, id: '2', until: '2026-11-19' }, { id: '3' }],
    });
    const ids = (list: 'approvedSpaces' | 'approvedDashboards') => {
      const { approved, incomplete } = resolveApprovals(settings, list, TODAY);
      return [approved, incomplete].map(entries => entries.map(({ id }) => id));
    };
    expect(ids('approvedSpaces')).toEqual([['1'], ['2']]);
    // An expired approval is complete.
    expect(ids('approvedDashboards')).toEqual([['1'], ['3']]);
  });

  it('are reported with what they lack, by list and index', () => {
    const settings = settingsSchema.parse({
      approvedFilters: [full, { ...full, id: '7', owner: 'Lee Wong', until: '2027-11-21' }],
      approvedSpaces: [{ id: '9', reason: 'Docs' }],
      knownApps: [{ id: 'app' }],
    });
    expect(incompleteEntries(settings, TODAY)).toEqual([
      {
        list: 'approvedSpaces',
        index: 0,
        id: '9',
        faults: [
          { field: 'owner', why: 'required' },
          { field: 'until', why: 'required' },
        ],
      },
      {
        list: 'approvedFilters',
        index: 1,
        id: '7',
        faults: [
          { field: 'owner', why: 'required' },
          { field: 'until', why: 'too_late' },
        ],
      },
    ]);
  });
});
