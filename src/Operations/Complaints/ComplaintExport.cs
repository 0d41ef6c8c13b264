using System.Globalization;
using Facilities.Domain;
using Facilities.Operations.Access;
using Facilities.Operations.Exports;

namespace Facilities.Operations.Complaints;

/// <summary>A quarter's complaints on their way out. Thread-safe.</summary>
public sealed class ComplaintExport(ComplaintAnalysis analysis, ExportOrigin origins)
{
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<ExportTable> TableAsync(Caller caller, DateOnly quarter, CommunityId? only, CultureInfo culture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string Say(string key) => ExportText.Say(culture, key);
        var made = await analysis.QuarterAsync(caller, quarter, only, cancellationToken).ConfigureAwait(false);
        var origin = await origins.LinesAsync(caller, culture, [], cancellationToken).ConfigureAwait(false);
        return new ExportTable(
            Say("complaint.table"), "complaints-" + made.From.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            [
                new(Say("complaint.topic")), new(Say("complaint.subtopic")), new(Say("complaint.count"), ExportKind.Count), new(Say("complaint.year"), ExportKind.Count), new(Say("complaint.onYear"), ExportKind.Share),
                new(Say("complaint.half"), ExportKind.Count), new(Say("complaint.onHalf"), ExportKind.Share), new(Say("complaint.repeats"), ExportKind.Count),
            ],
            Rows(), origin, SiteDay.Zone);

        async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            await Task.CompletedTask.ConfigureAwait(false);
            foreach (var row in made.Topics.Concat(made.Subtopics).Prepend(made.All))
                yield return [row.Topic is { } topic ? Say("complaint.topic." + topic) : Say("complaint.all"), row.Subtopic is { } sub ? Say($"complaint.sub.{row.Topic}.{sub}") : null, row.Count, row.YearBefore, row.OnYear, row.HalfBefore, row.OnHalfYear, row.Repeats];
        }
    }
}
