using Facilities.Domain;

namespace Facilities.Operations.Reports;

/// <summary>A report to download.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day, included.</param>
/// <param name="MadeAt">Site clock.</param>
/// <param name="FileName">As it is saved.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Digest, lower case hex.</param>
public sealed record ReportRow(ReportId Id, DateOnly From, DateOnly Until, DateTimeOffset MadeAt, string FileName, int Bytes, string Sha256);
