using System.Globalization;
using Facilities.Domain.Faults;
using Facilities.Operations.Exports;

namespace Facilities.Operations.Evidence.Packs;

/// <summary>The tables of a pack as CSV (RFC 4180): headings are keys, reasons are codes, so that programs read them in any language.</summary>
internal static class PackTables
{
    public static Task TimelineAsync(PackFacts facts, TextWriter output) => WriteAsync(
        output, "moment,at,source", facts.Timeline.Select(entry => new[] { entry.Code, PackTime.Exact(entry.At), entry.Source }));

    /// <summary>The fault from found to closed. Who it was is said by role and firm.</summary>
    public static Task WorkOrderAsync(PackFacts facts, TextWriter output) => WriteAsync(
        output, "sequence,at,received_at,action,from,to,role,organisation,reason,note,files",
        (facts.Fault?.History ?? []).Select(line => new[]
        {
            Text(line.Sequence), PackTime.Exact(line.At), PackTime.Exact(line.ReceivedAt), line.Action.ToString(), line.From?.ToString(), line.To.ToString(), line.Role.ToString(),
            facts.Parties.Organisation(line.OrganisationId)?.Zh, line.Reason.ToString(), line.Note, string.Join(' ', line.Files),
        }));

    public static Task PartsAsync(PackFacts facts, TextWriter output) => WriteAsync(
        output, "at,parts,cost_yuan,note",
        (facts.Fault?.History ?? []).Where(line => line.Action == FaultAction.RecordParts)
            .Select(line => new[] { PackTime.Exact(line.At), line.Reason.Parameters.GetValueOrDefault("parts"), line.Reason.Parameters.GetValueOrDefault("cost"), line.Note }));

    public static Task PapersAsync(PackFacts facts, TextWriter output)
    {
        var day = SiteDay.Of(facts.Claim.LossAt);
        return WriteAsync(
            output, "kind,number,issuer,issued_on,valid_until,held_at_loss",
            facts.Papers.Select(paper => new[] { paper.Kind.ToString(), paper.Number, paper.Issuer, PackTime.Day(paper.IssuedOn), PackTime.Day(paper.ValidUntil), paper.HoldsOn(day) ? "true" : "false" }));
    }

    public static Task MaintenanceAsync(PackFacts facts, TextWriter output) => WriteAsync(
        output, "template,state,due,started_at,ended_at,organisation,doubts",
        facts.Maintenance.Select(item => new[]
        {
            item.TemplateKey, item.State.ToString(), PackTime.Day(item.DueDate), PackTime.Exact(item.StartedAt), PackTime.Exact(item.EndedAt), facts.Parties.Organisation(item.DoneByOrganisation)?.Zh,
            string.Join(' ', item.Doubts),
        }));

    /// <param name="missing">Digests whose bytes aren't in the file store.</param>
    public static Task PhotosAsync(PackFacts facts, IReadOnlySet<string> missing, TextWriter output) => WriteAsync(
        output, "file,kind,taken_at,uploaded_at,bytes,has_position",
        facts.Files.Select(file => new[]
        {
            missing.Contains(file.Sha256) ? "missing:" + file.Sha256 : PackNames.Photo(file.Sha256, file.MediaType), file.Kind.ToString(), PackTime.Exact(file.TakenAt), PackTime.Exact(file.UploadedAt),
            Text(file.Length), file.Latitude is null ? "false" : "true",
        }));

    private static async Task WriteAsync(TextWriter output, string headings, IEnumerable<string?[]> rows)
    {
        await output.WriteLineAsync(headings).ConfigureAwait(false);
        foreach (var row in rows) await output.WriteLineAsync(string.Join(',', row.Select(cell => CsvExport.Quoted(cell ?? "")))).ConfigureAwait(false);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
