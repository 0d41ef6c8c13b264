using Facilities.Operations.Complaints;

namespace Facilities.Dashboard.Api;

/// <summary>Records that a program brings.</summary>
/// <param name="Source">Where they come from, e.g. <c>12345</c>.</param>
/// <param name="Records">At most 500.</param>
internal sealed record ComplaintRecordsBody(string Source, IReadOnlyList<ComplaintRecord> Records);
