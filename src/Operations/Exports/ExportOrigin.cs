using System.Globalization;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Audit;

namespace Facilities.Operations.Exports;

/// <summary>Where an exported table comes from: its filter, by whom, when, and the head of the audit chain. Ask before the rows are read, so that the head vouches for every record among them. Thread-safe.</summary>
public sealed class ExportOrigin(AuditTrail audit, SiteClock clock)
{
    /// <param name="filter">Key of a word and what it is narrowed to; without a value: not narrowed, left out.</param>
    public async Task<IReadOnlyList<(string Name, string Value)>> LinesAsync(Caller caller, CultureInfo culture, IEnumerable<(string Key, string? Value)> filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(filter);
        var head = await audit.HeadAsync(cancellationToken).ConfigureAwait(false);
        var at = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), SiteDay.Zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        return
        [
            .. filter.Append(("origin.by", caller.Name.For(culture))).Append(("origin.at", at)).Append(("origin.head", head.ToString()))
                .Where(line => line.Item2 is not null).Select(line => (ExportText.Say(culture, line.Item1), line.Item2!)),
        ];
    }
}
