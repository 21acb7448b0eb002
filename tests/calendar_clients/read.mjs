// Reads the feed on standard input with the program that is named: "ical.js" (Thunderbird) or "node-ical".
// Prints its entries as JSON; whole days as 2026-11-23, moments in UTC.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const feed = readFileSync(0, 'utf8');

function thunderbird() {
  const calendar = new ICAL.Component(ICAL.parse(feed));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const shown = (time) => {
      if (!time.isDate && time.zone.tzid !== 'UTC') throw new Error(`${time} floats`);
      return time.isDate ? time.toString() : time.toJSDate().toISOString();
    };
    return {
      uid: event.uid,
      starts: shown(event.startDate),
      ends: shown(event.endDate),
      title: event.summary,
      cancelled: component.getFirstPropertyValue('status') === 'CANCELLED',
    };
  });
}

function node() {
  // A whole day begins at local midnight; the process runs in UTC.
  const shown = (time) => (time.dateOnly ? time.toISOString().slice(0, 10) : time.toISOString());
  return Object.values(nodeIcal.sync.parseICS(feed))
    .filter((entry) => entry.type === 'VEVENT')
    .map((entry) => ({
      uid: entry.uid,
      starts: shown(entry.start),
      ends: shown(entry.end),
      title: entry.summary,
      cancelled: entry.status === 'CANCELLED',
    }));
}

const read = { 'ical.js': thunderbird, 'node-ical': node }[process.argv[2]];
process.stdout.write(JSON.stringify(read()));
