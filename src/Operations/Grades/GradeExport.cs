using System.Globalization;
using Facilities.Domain;
using Facilities.Domain.Grades;
using Facilities.Operations.Access;
using Facilities.Operations.Exports;

namespace Facilities.Operations.Grades;

/// <summary>The list of grades on its way out, with the points of each part, time and the head of the audit chain. Thread-safe.</summary>
public sealed class GradeExport(GradeQueries grades, ExportOrigin origins)
{
    /// <exception cref="RuleViolation"><see cref="RuleCodes.RightMissing"/>.</exception>
    public async Task<ExportTable> TableAsync(Caller caller, CultureInfo culture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string Say(string key) => ExportText.Say(culture, key);
        var origin = await origins.LinesAsync(caller, culture, [], cancellationToken).ConfigureAwait(false);
        var rows = await grades.ListAsync(caller, cancellationToken).ConfigureAwait(false);
        return new ExportTable(
            Say("grade.table"), "grades",
            [
                new(Say("by.Community")), new(Say("grade.subdistrict")), new(Say("grade.month")), new(Say("grade.closed")), new(Say("grade.grade")), new(Say("grade.score"), ExportKind.Count), new(Say("grade.own")),
                new(Say("grade.faults"), ExportKind.Number), new(Say("grade.complaints"), ExportKind.Number), new(Say("grade.inspections"), ExportKind.Number), new(Say("grade.loop"), ExportKind.Number),
                new(Say("grade.shrunk"), ExportKind.Number), new(Say("grade.vetoes"), ExportKind.Count), new(Say("grade.appeal")), new(Say("grade.coverage"), ExportKind.Share), new(Say("grade.assets"), ExportKind.Count), new(Say("grade.listing")),
            ],
            Rows(), origin, SiteDay.Zone);

        async IAsyncEnumerable<IReadOnlyList<object?>> Rows()
        {
            await Task.CompletedTask.ConfigureAwait(false);
            foreach (var row in rows)
            {
                var now = row.Now;
                double? Points(params ReadOnlySpan<string> codes)
                {
                    foreach (var reason in now?.Reasons ?? [])
                    {
                        if (codes.Contains(reason.Text.Code)) return Math.Round(reason.Points, 1);
                    }

                    return null;
                }

                yield return
                [
                    row.Name.For(culture), row.Subdistrict?.For(culture), now?.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), now is null ? null : Say(now.IsClosed ? "grade.yes" : "grade.no"),
                    Say("grade." + (now?.Grade ?? Grade.NotGraded)), now?.Score, now is null ? null : Say("grade." + now.Own),
                    Points(ReasonCodes.GradeFaults), Points(ReasonCodes.GradeComplaints, ReasonCodes.GradeComplaintsUncounted), Points(ReasonCodes.GradeInspections), Points(ReasonCodes.GradeLoop), Points(ReasonCodes.GradeShrunk),
                    now?.Vetoes.Count, now is null ? null : Say(now.UnderAppeal ? "grade.yes" : "grade.no"), now?.Coverage, row.Assets, Say("grade.listing." + row.Listing),
                ];
            }
        }
    }
}
