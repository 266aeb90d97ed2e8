import ForgeReconciler, { Button, Stack, Text, useProductContext } from '@forge/react';
import { view } from '@forge/bridge';

function Panel() {
  const context = useProductContext();
  const extension: { issue?: { key?: string } } = context?.extension ?? {};
  return (
    <Stack space="space.100">
      <Text>1 of 3 left on {extension.issue?.key}</Text>
      <Button onClick={() => void view.refresh()}>Check now</Button>
    </Stack>
  );
}

ForgeReconciler.render(<Panel />);
