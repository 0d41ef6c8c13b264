using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Calendars;
using Facilities.Domain.Faults;
using Facilities.Domain.Rota;
using Facilities.Operations.Access;
using Facilities.Operations.Escalation;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Rota;

/// <summary>The rota of a community for people to look at, cut to the caller's scope. Thread-safe.</summary>
public sealed class RotaQueries(IDbContextFactory<FacilitiesDb> databases, SiteClock clock)
{
    /// <summary>More communities than one duty desk watches.</summary>
    public const int MostAsked = 40;

    /// <summary>The week (Monday to Sunday, site time) that holds a day; null: today's.</summary>
    /// <exception cref="RuleViolation">No right, or the community isn't in the caller's scope.</exception>
    public async Task<RotaWeek> WeekAsync(Caller caller, CommunityId community, DateOnly? day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewDuty);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var site = await db.CommunitiesIn(caller.Scope).AsNoTracking().FirstOrDefaultAsync(item => item.Id == community, cancellationToken).ConfigureAwait(false)
                ?? throw new RuleViolation(OperationCodes.NotFound, ("kind", "community"), ("id", community));
            var now = clock.GetUtcNow();
            var zone = TimeZoneInfo.FindSystemTimeZoneById(site.TimeZoneId);
            var today = SiteTime.DateOf(zone, now);
            var wanted = day ?? today;
            var monday = wanted.AddDays(-(((int)wanted.DayOfWeek + 6) % 7));
            var (from, until) = (SiteTime.ToUtc(zone, monday, 0), SiteTime.ToUtc(zone, monday.AddDays(7), 0));
            var rota = await OnCall.RotaAsync(db, community, Earlier(from, now), Later(until, now.AddDays(1)), cancellationToken).ConfigureAwait(false);
            var spans = Enum.GetValues<DutyLevel>().SelectMany(level => rota.Between(level, from, until)).ToList();
            var onNow = Enum.GetValues<DutyLevel>().SelectMany(level => rota.At(level, now)).ToList();

            var shifts = await db.DutyShifts.AsNoTracking().Where(shift => shift.CommunityId == community && shift.Until > from && shift.From < until).OrderBy(shift => shift.From).ToListAsync(cancellationToken).ConfigureAwait(false);
            var patterns = await db.DutyPatterns.AsNoTracking().Where(item => item.CommunityId == community && (item.ValidUntil == null || item.ValidUntil >= today))
                .OrderBy(item => item.Level).ThenBy(item => item.FromMinute).ToListAsync(cancellationToken).ConfigureAwait(false);
            var substitutions = await db.DutySubstitutions.AsNoTracking().Where(item => item.CommunityId == community && item.Until >= today).OrderBy(item => item.From).ToListAsync(cancellationToken).ConfigureAwait(false);
            var people = await RotaPeople.Of(db, caller, community, SiteDay.Of(now)).AsNoTracking().OrderBy(user => user.Id)
                .Select(user => new { user.Id, user.OrganisationId }).Take(Paging.Maximum).ToListAsync(cancellationToken).ConfigureAwait(false);
            var named = spans.Concat(onNow).SelectMany(span => new UserId?[] { span.User, span.InsteadOf }).Concat(shifts.Select(item => (UserId?)item.UserId))
                .Concat(patterns.Select(item => (UserId?)item.UserId)).Concat(substitutions.SelectMany(item => new UserId?[] { item.AbsentId, item.SubstituteId }))
                .Concat(people.Select(user => (UserId?)new UserId(user.Id)));
            var parties = await PartyLookup.LoadAsync(db, people.Select(user => user.OrganisationId), named, cancellationToken).ConfigureAwait(false);
            return new RotaWeek
            {
                Community = community,
                Name = Names.Of(site.Name, site.NameEn),
                TimeZone = site.TimeZoneId,
                Monday = monday,
                From = from,
                Until = until,
                Now = now,
                OnNow = [.. onNow.Select(Row)],
                Spans = [.. spans.Select(Row)],
                Gaps = [.. Enum.GetValues<DutyLevel>().SelectMany(level => rota.Gaps(level, from, until).Select(gap => new RotaGap(level, gap.From, gap.Until)))],
                Shifts = [.. shifts.Select(item => new ShiftRow(item.Id, item.Level, item.UserId, parties.Person(item.UserId), item.From, item.Until))],
                Patterns = [.. patterns.Select(item => new PatternRow(
                    item.Id, item.Level, item.UserId, parties.Person(item.UserId), item.Days.ToString(), Time(item.FromMinute), Time(item.UntilMinute), item.ValidFrom, item.ValidUntil, item.EveryWeeks))],
                Substitutions = [.. substitutions.Select(item => new SubstitutionRow(
                    item.Id, item.Level, item.AbsentId, parties.Person(item.AbsentId), item.SubstituteId, parties.Person(item.SubstituteId), item.From, item.Until))],
                People = [.. people.Select(user => new RotaPerson(new UserId(user.Id), parties.Person(new UserId(user.Id)), parties.Organisation(user.OrganisationId)))],
                Ladders = await LaddersAsync(db, community, cancellationToken).ConfigureAwait(false),
                MayChange = RoleRights.Has(caller.Role, Right.ManageDuty),
            };

            RotaSpan Row(DutySpan span) => new(span.Level, span.User, parties.Person(span.User), span.From, span.Until, parties.Person(span.InsteadOf));
        }
    }

    /// <summary>Who is on duty now, over the first <see cref="MostAsked"/> communities of the caller's scope.</summary>
    /// <exception cref="RuleViolation">No right.</exception>
    public async Task<OnCallNow> NowAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        RoleRights.Require(caller.Actor, Right.ViewDuty);
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            var now = clock.GetUtcNow();
            var sites = await db.CommunitiesIn(caller.Scope).AsNoTracking().OrderBy(site => site.Id).Take(MostAsked).Select(site => new { site.Id, site.Name, site.NameEn }).ToListAsync(cancellationToken).ConfigureAwait(false);
            var (first, second) = (new List<UserId>(), new List<UserId>());
            var unmanned = new List<LocalizedName>();
            foreach (var site in sites)
            {
                var onShift = await OnCall.AtAsync(db, site.Id, DutyLevel.First, now, cancellationToken).ConfigureAwait(false);
                if (onShift.Count == 0) unmanned.Add(Names.Of(site.Name, site.NameEn));
                first.AddRange(onShift.Select(person => person.User));
                second.AddRange((await OnCall.AtAsync(db, site.Id, DutyLevel.Second, now, cancellationToken).ConfigureAwait(false)).Select(person => person.User));
            }

            var parties = await PartyLookup.LoadAsync(db, [], first.Concat(second).Select(user => (UserId?)user), cancellationToken).ConfigureAwait(false);
            return new OnCallNow(People(first), People(second.Except(first)), unmanned, sites.Count);

            IReadOnlyList<LocalizedName> People(IEnumerable<UserId> users) => [.. users.Distinct().Select(user => parties.Person(user)).OfType<LocalizedName>()];
        }
    }

    private static async Task<IReadOnlyList<LadderRow>> LaddersAsync(FacilitiesDb db, CommunityId community, CancellationToken cancellationToken)
    {
        var own = await db.SiteLadders.AsNoTracking().Where(item => item.CommunityId == community).ToDictionaryAsync(item => item.Severity, item => item.Ladder, cancellationToken).ConfigureAwait(false);
        return [.. Enum.GetValues<Severity>().Select(severity => new LadderRow(severity, (own.GetValueOrDefault(severity) ?? Domain.Escalation.EscalationLadder.Default(severity)).ToString(), own.ContainsKey(severity)))];
    }

    private static TimeOnly Time(int minute) => new(minute / 60, minute % 60);

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
