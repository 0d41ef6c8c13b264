using System.Globalization;
using System.Text.Json;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;

namespace Facilities.Operations.Audit;

/// <summary>The exported chain: an entry a line as JSON, and last a line with the head, so that a file cut short is seen without anything else at hand.</summary>
public static class AuditFile
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string LineOf(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return JsonSerializer.Serialize(
            new Line(
                entry.Number, entry.At.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture), entry.Subject, entry.SubjectId, entry.Action, (int)entry.Role, entry.OrganisationId?.Value,
                entry.Detail.ToString(), entry.Personal?.ToString(), entry.Salt, entry.PersonalDigest, entry.PreviousHash, entry.Hash),
            Options);
    }

    public static string LineOf(AuditHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        return JsonSerializer.Serialize(new { head = head.ToString() }, Options);
    }

    /// <summary>Reads a file and says what is wrong with its chain, if anything; streaming.</summary>
    /// <param name="input">As it was exported.</param>
    /// <param name="expectedHead">A head published earlier; the file's own is asked for in any case.</param>
    /// <exception cref="FormatException">A line isn't an entry; the message names it. Or the file has no head at its end.</exception>
    public static async Task<AuditVerdict> VerifyAsync(TextReader input, AuditHead? expectedHead, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var verifier = new AuditVerifier(expectedHead);
        AuditHead? own = null;
        for (var number = 1; await input.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } text; number++)
        {
            if (text.Length == 0) continue;
            if (own is not null) throw new FormatException($"Line {number}: nothing follows the head.");
            try
            {
                if (HeadOf(text) is { } head) own = head;
                else verifier.Add(EntryOf(text));
            }
            catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or ArgumentException or InvalidOperationException)
            {
                throw new FormatException($"Line {number} isn't an entry of the audit chain.", e);
            }
        }

        if (own is null) throw new FormatException("The file has no head at its end: it was cut short, or isn't an export of the audit chain.");
        return verifier.Finish().ReachedBy(own);
    }

    private static AuditHead? HeadOf(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty("head", out var head) ? AuditHead.Parse(head.GetString() ?? "") : null;
    }

    /// <summary>One line back as an entry.</summary>
    /// <exception cref="FormatException">It isn't one.</exception>
    public static AuditEntry EntryOf(string text)
    {
        var line = JsonSerializer.Deserialize<Line>(text, Options) ?? throw new FormatException();
        var at = DateTimeOffset.ParseExact(line.At, Instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var draft = new AuditDraft(
            at, line.Subject, line.SubjectId, line.Action, (Role)line.Role, line.Organisation is { } organisation ? new OrganisationId(organisation) : null, CodedText.Parse(line.Detail),
            line.Personal is { } personal ? CodedText.Parse(personal) : null);
        return AuditEntry.Restore(line.Number, draft, line.Salt, line.PersonalDigest, line.PreviousHash, line.Hash);
    }

    private sealed record Line(
        long Number, string At, string Subject, string SubjectId, string Action, int Role, int? Organisation, string Detail, string? Personal, string? Salt, string? PersonalDigest, string PreviousHash, string Hash);
}
