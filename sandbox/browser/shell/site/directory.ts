import { z } from 'zod';
import { type Directory, type SitePerson } from '../../render/component-node';
import { initialsImage } from './initials-image';
import { type SiteClient, SiteError } from './site-client';

const userSchema = z.object({
  accountId: z.string(),
  displayName: z.string(),
  emailAddress: z.string().optional(),
  avatarUrls: z.record(z.string(), z.string()).optional(),
});

/** The site's people as one person sees them. Each is asked for once. */
export function createDirectory(site: SiteClient): Directory {
  const known = new Map<string, Promise<SitePerson | undefined>>();
  return {
    person: accountId => {
      const found = known.get(accountId) ?? fetchPerson(site, accountId);
      known.set(accountId, found);
      return found;
    },
    search: async query => {
      const found = await site.get(
        `/rest/api/3/user/search?query=${encodeURIComponent(query)}&maxResults=20`,
      );
      return z.array(userSchema).parse(found).map(toSitePerson);
    },
  };
}

async function fetchPerson(site: SiteClient, accountId: string): Promise<SitePerson | undefined> {
  try {
    return toSitePerson(
      userSchema.parse(await site.get(`/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`)),
    );
  } catch (error) {
    if (error instanceof SiteError && [403, 404].includes(error.status)) return undefined;
    throw error;
  }
}

/** Avatars lie on Atlassian's servers, which no page of the sandbox asks: initials stand for them, as they do in Jira. */
export function toSitePerson({
  accountId,
  displayName,
  emailAddress,
}: z.infer<typeof userSchema>): SitePerson {
  return {
    accountId,
    name: displayName,
    avatarUrl: initialsImage(accountId, displayName),
    email: emailAddress,
  };
}
