import { type Checklist, checklistSchema } from '../domain/checklist';
import { type StorageWrite } from './transaction';
import { readValue } from './values';

const CHECKLIST_KEY = 'checklist';

/** @returns undefined before the first judging, or if an older version wrote it. */
export const readChecklist = (): Promise<Checklist | undefined> => readValue(CHECKLIST_KEY, checklistSchema);

export const buildChecklistWrite = (checklist: Checklist): StorageWrite => ({
  key: CHECKLIST_KEY,
  value: checklist,
});
