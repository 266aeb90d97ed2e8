/** The header in which the shell says as whom it asks the site. Empty or missing: anonymous. */
export const PERSON_HEADER = 'x-sandbox-person';
