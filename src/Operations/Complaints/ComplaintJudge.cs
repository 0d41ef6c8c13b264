using System.Globalization;
using Facilities.Domain.Complaints;
using Facilities.Storage.Relational.Complaints;

namespace Facilities.Operations.Complaints;

/// <summary>From a record to a row to be stored, or to the reason why not. Thread-safe.</summary>
internal sealed class ComplaintJudge(ComplaintReader reader, DateTimeOffset now)
{
    /// <summary>A record from further back is a wrong date.</summary>
    private const int OldestYear = 2000;

    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private static readonly string[] Times =
    [
        "yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy/M/d H:m:s", "yyyy/M/d H:m", "yyyy.M.d H:m:s", "yyyy.M.d H:m", "yyyy年M月d日 H时m分s秒", "yyyy年M月d日 H时m分", "yyyy年M月d日H时m分", "yyyy年M月d日 H:m:s", "yyyy年M月d日 H:m",
        "yyyy-M-d", "yyyy/M/d", "yyyyMMdd HHmmss", "yyyyMMddHHmmss", "yyyyMMdd", "yyyy-MM-ddTHH:mm:ss", "yyyy-M-d H:m:s.FFF",
    ];

    /// <summary>Null: refused for <paramref name="reason"/>.</summary>
    public Complaint? Judge(ComplaintRecord record, string source, out string reason)
    {
        reason = "";
        if (record.Record.Length is 0 or > Complaint.RecordNoLength) return Refuse(ComplaintCodes.Number, out reason);
        if (string.IsNullOrWhiteSpace(record.Text)) return Refuse(ComplaintCodes.Words, out reason);
        if (!TryTime(record.Received, out var at)) return Refuse(ComplaintCodes.Time, out reason);
        if (at > now + Ahead || at.Year < OldestYear) return Refuse(ComplaintCodes.TimeRange, out reason);
        var local = TimeZoneInfo.ConvertTime(at, SiteDay.Zone);
        var complaint = new Complaint
        {
            Source = source,
            RecordNo = record.Record,
            ReceivedAt = at,
            Month = (local.Year * 12) + local.Month - 1,
            Hour = local.Hour,
            Text = Cut(ComplaintText.WithoutNumbersOfPeople(record.Text), Complaint.TextLength),
            Address = string.IsNullOrWhiteSpace(record.Address) ? null : Cut(ComplaintText.WithoutNumbersOfPeople(record.Address), Complaint.AddressLength),
            Subtopic = "",
        };
        Understand(complaint, record.Site, record.Category);
        return complaint;
    }

    /// <summary>Topic and place by today's rules and directory; whether a person must look.</summary>
    public void Understand(Complaint complaint, string? site, string? category)
    {
        var (topic, place) = reader.Read(site, complaint.Address, complaint.Text, category);
        (complaint.Topic, complaint.Subtopic, complaint.TopicPermille) = (topic.Kind.Topic, topic.Kind.Key, Permille(topic.Confidence));
        var believed = place.SiteConfidence >= ComplaintRules.Believed;
        (complaint.CommunityId, complaint.BuildingId, complaint.SitePermille) = (place.Site, place.Building, Permille(place.SiteConfidence));
        (complaint.AssetId, complaint.AssetPermille) = place.AssetConfidence >= ComplaintRules.Believed ? (place.Asset, Permille(place.AssetConfidence)) : (null, Permille(place.AssetConfidence));
        complaint.Reasons = place.Reasons;
        complaint.RulesVersion = ComplaintRules.Version;
        var sure = topic.Confidence >= ComplaintRules.Believed;
        // What is surely about something else needs nobody to say where.
        complaint.State = sure && (believed || topic.Kind.Topic == ComplaintTopic.Other) ? ComplaintState.Believed : ComplaintState.Waiting;
        if (!believed && complaint.State == ComplaintState.Believed) (complaint.CommunityId, complaint.BuildingId, complaint.AssetId) = (null, null, null);
    }

    internal static bool TryTime(string text, out DateTimeOffset at)
    {
        text = text.Trim();
        if (text.Length is 12 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            return true;
        }

        if (DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var local))
        {
            // The first years of the calendar have no instant east of Greenwich; they are out of range all the same.
            at = local.Year < OldestYear ? default : Domain.Calendars.SiteTime.ToUtc(SiteDay.Zone, local);
            return true;
        }

        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.FFFzzz", "yyyy-MM-ddTHH:mm:ss.FFFZ", "yyyy-MM-ddTHH:mmzzz"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at);
    }

    private static Complaint? Refuse(string code, out string reason)
    {
        reason = code;
        return null;
    }

    private static int Permille(double share) => (int)Math.Round(1_000 * share);

    /// <summary>Not through the middle of a character that takes two UTF-16 units.</summary>
    internal static string Cut(string text, int most)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal).Trim();
        return clean.Length <= most ? clean : clean[..(char.IsHighSurrogate(clean[most - 1]) ? most - 1 : most)];
    }
}
