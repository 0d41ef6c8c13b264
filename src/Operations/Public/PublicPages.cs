using System.Collections.Concurrent;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Grades;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Public;

/// <summary>
/// What everybody may know of a community, read at most once in <see cref="Age"/> however many ask: callers of the same community wait for one reading. Only communities that
/// exist are kept, so the cache is as small as their number. Thread-safe.
/// </summary>
public sealed class PublicPages(IDbContextFactory<FacilitiesDb> databases, AssetTemplateCatalog templates, SiteClock clock)
{
    /// <summary>How old an answer may be. Short, because a rescue stands on it.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    /// <summary>Faults listed of each sort.</summary>
    public const int MostFaults = 20;

    private const int GradeMonths = 13;

    private readonly ConcurrentDictionary<string, Lazy<Task<PublicCommunity?>>> _read = new(StringComparer.Ordinal);

    /// <param name="site">Its code in addresses.</param>
    /// <param name="cancellationToken">Of the one who asks; the reading goes on for the others.</param>
    /// <returns>Null: there is no such community.</returns>
    public async Task<PublicCommunity?> GetAsync(string site, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(site);
        while (true)
        {
            var reading = _read.GetOrAdd(site, code => new Lazy<Task<PublicCommunity?>>(() => ReadAsync(code, CancellationToken.None)));
            PublicCommunity? known = null;
            try
            {
                known = await reading.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                // What failed and what isn't there is never kept.
                if (known is null && reading.Value.IsCompleted) Forget(site, reading);
            }

            if (known is null) return null;
            var age = clock.GetUtcNow() - known.AsOf;
            if (age >= TimeSpan.Zero && age < Age) return known;
            Forget(site, reading);
        }
    }

    private void Forget(string site, Lazy<Task<PublicCommunity?>> reading) => _read.TryRemove(new KeyValuePair<string, Lazy<Task<PublicCommunity?>>>(site, reading));

    private async Task<PublicCommunity?> ReadAsync(string code, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var db = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            if (await db.Communities.AsNoTracking().FirstOrDefaultAsync(known => known.SiteCode == code, cancellationToken).ConfigureAwait(false) is not { } site) return null;
            var names = await PartyLookup.LoadAsync(db, [site.DistrictId, site.SubdistrictId], [], cancellationToken).ConfigureAwait(false);
            var faults = await new PublicFaults(templates).ReadAsync(db, site.Id, now, cancellationToken).ConfigureAwait(false);
            var grades = await GradeQueries.MonthsAsync(db, site.Id, cancellationToken).ConfigureAwait(false);
            return new PublicCommunity(
                site.SiteCode, Names.Of(site.Name, site.NameEn), names.Organisation(site.DistrictId), names.Organisation(site.SubdistrictId), site.Households, now, faults.Rescues,
                [.. grades.Take(GradeMonths).Select(WithoutLinks)],
                await PublicMoney.DutiesAsync(db, site.Id, now, cancellationToken).ConfigureAwait(false), faults.Open, faults.OpenCount, faults.OverdueCount, faults.Repaired, faults.RepairedCount, faults.MeanRepair, faults.MeanStars,
                await PublicMoney.PoliciesAsync(db, site.Id, now, cancellationToken).ConfigureAwait(false), await PublicMoney.SpendingAsync(db, site.Id, now, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>The pages behind the links are for people with an account.</summary>
    private static GradeMonth WithoutLinks(GradeMonth month) => month with
    {
        Reasons = [.. month.Reasons.Select(reason => reason with { Links = [] })],
        Vetoes = [.. month.Vetoes.Select(veto => veto with { Links = [] })],
    };
}
