import type { AuditRecord } from './state/model';

/** What the log of a site in German says for what it says in English. Types and ids are the same in every language. */
const GERMAN: Readonly<Record<string, string>> = {
  permissions: 'Berechtigungen',
  projects: 'Projekte',
  'group management': 'Gruppenverwaltung',
  'user management': 'Benutzerverwaltung',
  filters: 'Filter (Suche)',
  dashboards: 'Dashboards und Übersichten',
  customers: 'Kunden',
  'Global permission added': 'Globale Berechtigung hinzugefügt',
  'Global permission deleted': 'Globale Berechtigung gelöscht',
  'Group created': 'Gruppe erstellt',
  'Group deleted': 'Gruppe gelöscht',
  'Permission scheme added to project': 'Berechtigungsschema zum Projekt hinzugefügt',
  'Permission scheme created': 'Berechtigungsschema erstellt',
  'Permission scheme deleted': 'Berechtigungsschema gelöscht',
  'Permission scheme removed from project': 'Berechtigungsschema aus Projekt entfernt',
  'Permission scheme updated': 'Berechtigungsschema aktualisiert',
  'Project created': 'Projekt erstellt',
  'Project roles changed': 'Projektrollen geändert',
  'Project updated': 'Projekt aktualisiert',
  'User added to group': 'Benutzer zur Gruppe hinzugefügt',
  'User created': 'Benutzer erstellt',
  'User removed from group': 'Benutzer aus Gruppe entfernt',
  'User updated': 'Benutzer aktualisiert',
  Permission: 'Berechtigung',
  Group: 'Gruppe',
  Type: 'Typ',
  Value: 'Wert',
  Users: 'Benutzer',
  'Active / Inactive': 'Aktiv / Inaktiv',
};

const toGerman = (text: string): string => GERMAN[text] ?? `Änderung: ${text}`;

/** A record as a log in German shows it. */
export const toGermanRecord = (record: AuditRecord): AuditRecord => ({
  ...record,
  summary: toGerman(record.summary),
  category: toGerman(record.category),
  ...(record.changes === undefined
    ? {}
    : { changes: record.changes.map(change => ({ ...change, fieldName: toGerman(change.fieldName) })) }),
});
