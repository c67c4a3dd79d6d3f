"""zones.py [STEP]: what every zone does with its clocks from 2020 to 2037, as zoneinfo has it, for
"days moments": around each change the local minutes before it, in it and behind it, and how many
moments each is.  STEP: each so manieth zone alone."""
import datetime
import sys
import zoneinfo

UTC = datetime.timezone.utc
BEGIN = int(datetime.datetime(2020, 1, 1, tzinfo=UTC).timestamp())
END = int(datetime.datetime(2038, 1, 1, tzinfo=UTC).timestamp())


def offset(zone, moment):
    return int(datetime.datetime.fromtimestamp(moment, zone).utcoffset().total_seconds())


def changes(zone):
    """The moments from which another offset holds: looked for day by day, then halved."""
    day = 86400
    before = offset(zone, BEGIN)
    for moment in range(BEGIN + day, END, day):
        now = offset(zone, moment)
        if now == before:
            continue
        low, high = moment - day, moment
        while high - low > 1:
            middle = (low + high) // 2
            if offset(zone, middle) == before:
                low = middle
            else:
                high = middle
        yield high, before, now
        before = now


def moments(zone, local):
    found = set()
    for fold in 0, 1:
        moment = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == local:
            found.add(int(moment.timestamp()))
    return sorted(found)


def main():
    step = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    for name in sorted(zoneinfo.available_timezones())[::step]:
        zone = zoneinfo.ZoneInfo(name)
        print("zone", name)
        for at, before, now in changes(zone):
            for begin in at + before, at + now:
                for minutes in -61, -1, 0, 1, 29, 59, 60, 61:
                    local = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=begin + minutes * 60)
                    found = moments(zone, local)
                    print(local.date(), local.hour * 60 + local.minute, len(found), *found)


main()
