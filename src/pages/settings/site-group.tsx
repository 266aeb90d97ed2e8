import { Box, DatePicker, ErrorMessage, HelperMessage, Label, Stack, Textfield, xcss } from '@forge/react';
import { type ReactElement, useState } from 'react';
import { isTimeZone } from '../../api/contract/settings';
import { usePage } from '../shared/page-context';
import { Section } from '../shared/section';
import { SaveBar } from './save-bar';
import { type SettingsValue } from './settings-value';
import { useSettingsGroup } from './use-settings-group';

const form = xcss({ maxWidth: '480px' });

/** Facts about the site that no API provides: its time zone and its first day. */
export function SiteGroup({ value, onSaved }: { value: SettingsValue; onSaved: () => void }): ReactElement {
  const { formatMessage, takesFocus } = usePage();
  const { settings, revision, today } = value;
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const [siteBegan, setSiteBegan] = useState(settings.siteBegan ?? '');
  const isValidZone = isTimeZone(timeZone.trim());
  const isInFuture = siteBegan > today;
  const isValid = isValidZone && !isInFuture;
  const buildSiteChange = (timeZoneName: string, firstDay: string | undefined) =>
    ({
      group: 'site',
      value: {
        timeZone: timeZoneName.trim(),
        ...(firstDay === undefined || firstDay === '' ? {} : { siteBegan: firstDay }),
      },
    }) as const;
  const group = useSettingsGroup(
    isValid ? buildSiteChange(timeZone, siteBegan) : undefined,
    buildSiteChange(settings.timeZone, settings.siteBegan),
    revision,
    onSaved,
  );
  return (
    <Section title={formatMessage('pages.settings.site.title')}>
      <Box xcss={form}>
        <Stack space="space.200" alignInline="stretch">
          <Stack>
            <Label labelFor="site-zone">{formatMessage('pages.settings.site.zone')}</Label>
            <Textfield
              id="site-zone"
              autoFocus={takesFocus}
              value={timeZone}
              isInvalid={!isValidZone}
              onChange={event => setTimeZone(String(event.target.value ?? ''))}
            />
            {isValidZone ? (
              <HelperMessage>{formatMessage('pages.settings.site.zoneHelp')}</HelperMessage>
            ) : (
              <ErrorMessage>{formatMessage('pages.settings.site.zoneWrong')}</ErrorMessage>
            )}
          </Stack>
          <Stack>
            <Label labelFor="site-began">{formatMessage('pages.settings.site.began')}</Label>
            <DatePicker
              placeholder={formatMessage('pages.day')}
              id="site-began"
              value={siteBegan}
              maxDate={today}
              isInvalid={isInFuture}
              onChange={setSiteBegan}
            />
            {isInFuture ? (
              <ErrorMessage>{formatMessage('pages.settings.site.beganWrong')}</ErrorMessage>
            ) : (
              <HelperMessage>{formatMessage('pages.settings.site.beganHelp')}</HelperMessage>
            )}
          </Stack>
        </Stack>
      </Box>
      <SaveBar group={group} isValid={isValid} reload={onSaved} />
    </Section>
  );
}
