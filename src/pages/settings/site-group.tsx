import { Box, DatePicker, ErrorMessage, HelperMessage, Label, Stack, Textfield, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { isTimeZone } from '../../api/contract/settings';
import { usePage } from '../page/page-context';
import { Section } from '../page/section';
import { SaveBar } from './save-bar';
import { type SettingsValue } from './settings-value';
import { useGroup } from './use-group';

const form = xcss({ maxWidth: '480px' });

/** What no API tells of the site: its time zone and its first day. */
export function SiteGroup({ value, saved }: { value: SettingsValue; saved: () => void }): ReactElement {
  const { say, takesFocus } = usePage();
  const { settings, revision, today } = value;
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const [siteBegan, setSiteBegan] = useState(settings.siteBegan ?? '');
  const isZone = isTimeZone(timeZone.trim());
  const isToCome = siteBegan > today;
  const isValid = isZone && !isToCome;
  const changeOf = (zone: string, began: string | undefined) =>
    ({
      group: 'site',
      value: {
        timeZone: zone.trim(),
        ...(began === undefined || began === '' ? {} : { siteBegan: began }),
      },
    }) as const;
  const group = useGroup(
    isValid ? changeOf(timeZone, siteBegan) : undefined,
    changeOf(settings.timeZone, settings.siteBegan),
    revision,
    saved,
  );
  return (
    <Section title={say('pages.settings.site.title')}>
      <Box xcss={form}>
        <Stack space="space.200" alignInline="stretch">
          <Stack>
            <Label labelFor="site-zone">{say('pages.settings.site.zone')}</Label>
            <Textfield
              id="site-zone"
              autoFocus={takesFocus}
              value={timeZone}
              isInvalid={!isZone}
              onChange={event => setTimeZone(String(event.target.value ?? ''))}
            />
            {isZone ? (
              <HelperMessage>{say('pages.settings.site.zoneHelp')}</HelperMessage>
            ) : (
              <ErrorMessage>{say('pages.settings.site.zoneWrong')}</ErrorMessage>
            )}
          </Stack>
          <Stack>
            <Label labelFor="site-began">{say('pages.settings.site.began')}</Label>
            <DatePicker
              placeholder={say('pages.day')}
              id="site-began"
              value={siteBegan}
              maxDate={today}
              isInvalid={isToCome}
              onChange={setSiteBegan}
            />
            {isToCome ? (
              <ErrorMessage>{say('pages.settings.site.beganWrong')}</ErrorMessage>
            ) : (
              <HelperMessage>{say('pages.settings.site.beganHelp')}</HelperMessage>
            )}
          </Stack>
        </Stack>
      </Box>
      <SaveBar group={group} isValid={isValid} reload={saved} />
    </Section>
  );
}
