using Facilities.Domain;
using Facilities.Domain.Complaints;
using Facilities.Domain.Faults;
using Facilities.Domain.Grades;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Grades;

/// <summary>
/// Records of the hotline as facts of a grade (ADR 80): those about shared equipment that were believed or confirmed. A fault that the hotline brought is counted by its record where
/// there is one about the same equipment within a week, not twice.
/// </summary>
internal static class HotlineRecords
{
    /// <summary>Of one community in a month; the score is saturated long before.</summary>
    private const int MostRecords = 5_000;

    private static readonly TimeSpan SameMatter = TimeSpan.FromDays(7);

    public static async Task<IReadOnlyList<GradeComplaint>> WithAsync(
        FacilitiesDb db, CommunityId site, GradeWindow window, IReadOnlyList<(GradedFault Fault, GradeComplaint Complaint)> faults, CancellationToken cancellationToken)
    {
        var (from, to, before) = (window.From, window.To, window.From - ComplaintRules.RepeatWithin);
        var records = await db.Complaints.AsNoTracking()
            .Where(item => item.CommunityId == site && item.Topic != ComplaintTopic.Other && (item.State == ComplaintState.Believed || item.State == ComplaintState.Confirmed) && item.ReceivedAt >= before && item.ReceivedAt < to)
            .OrderByDescending(item => item.ReceivedAt).ThenByDescending(item => item.Id).Take(MostRecords)
            .Select(item => new { item.Id, item.RecordNo, item.ReceivedAt, item.BuildingId, item.AssetId, item.Topic, item.Subtopic, item.State, item.RulesVersion }).ToListAsync(cancellationToken).ConfigureAwait(false);
        records.Reverse();
        var earlier = new Dictionary<(BuildingId?, AssetId?, ComplaintTopic, string), DateTimeOffset>();
        var counted = new List<GradeComplaint>();
        foreach (var record in records)
        {
            var matter = (record.BuildingId, record.AssetId, record.Topic, record.Subtopic);
            var placed = record.BuildingId is not null || record.AssetId is not null;
            var again = placed && earlier.TryGetValue(matter, out var last) && record.ReceivedAt - last <= ComplaintRules.RepeatWithin;
            earlier[matter] = record.ReceivedAt;
            if (record.ReceivedAt >= from) counted.Add(new GradeComplaint(new GradeLink(GradeLinkKind.Complaint, record.Id.Value, record.RecordNo), Hotline: true, again, record.State == ComplaintState.Believed ? record.RulesVersion : null));
        }

        counted.AddRange(faults.Where(item => item.Fault.Source != FaultSource.Hotline || !records.Exists(record => record.AssetId == item.Fault.Asset && (record.ReceivedAt - item.Fault.DetectedAt).Duration() <= SameMatter))
            .Select(item => item.Complaint));
        return counted;
    }
}
