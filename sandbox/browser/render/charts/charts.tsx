import { type ComponentRenderers } from '../component-renderers';
import { BarChart } from './bar-chart';
import { LineChart } from './line-chart';
import { PieChart } from './pie-chart';

/** Atlassian's chart package is not published: these are drawn here, with Atlassian's chart colours. */
export const charts = {
  BarChart: chart => <BarChart key={chart.key} chart={chart} isHorizontal={false} isStacked={false} />,
  StackBarChart: chart => <BarChart key={chart.key} chart={chart} isHorizontal={false} isStacked />,
  HorizontalBarChart: chart => <BarChart key={chart.key} chart={chart} isHorizontal isStacked={false} />,
  HorizontalStackBarChart: chart => <BarChart key={chart.key} chart={chart} isHorizontal isStacked />,
  LineChart: chart => <LineChart key={chart.key} chart={chart} />,
  PieChart: chart => <PieChart key={chart.key} chart={chart} isDonut={false} />,
  DonutChart: chart => <PieChart key={chart.key} chart={chart} isDonut />,
} satisfies ComponentRenderers;
