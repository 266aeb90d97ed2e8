import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type ComponentNode } from '../component-node';

/** In pixels. */
export interface ChartSize {
  width: number;
  height: number;
}

/** UI Kit's height where the app names none, and a width until there is one to measure. */
const HEIGHT = 400;
const WIDTH = 640;

/** Draws a chart as wide as the app says, else as wide as its place: its words are never scaled. */
export function SizedChart({
  chart,
  children,
}: {
  chart: ComponentNode;
  children(size: ChartSize): ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [measured, setMeasured] = useState(WIDTH);
  const named = chart.number('width');
  useEffect(() => {
    const element = place.current;
    if (element === null || named !== undefined) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      // A tab that is not shown has no width.
      if (width > 0) setMeasured(width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [named]);
  return (
    <div ref={place}>{children({ width: named ?? measured, height: chart.number('height') ?? HEIGHT })}</div>
  );
}
