import { type AdminCalls } from '../../api/contract';
import { type OutputOf } from '../../api/contract/call';

/** What one page load brings. */
export type Home = OutputOf<AdminCalls['home']>;
export type Checklist = NonNullable<Home['checklist']>;
export type Row = Checklist['rows'][number];
