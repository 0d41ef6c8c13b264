using Facilities.Storage.Relational.Complaints;

namespace Facilities.Operations.Complaints;

/// <summary>What would come of a row.</summary>
/// <param name="Line">Of the file, from 1.</param>
/// <param name="Complaint">Null: refused.</param>
/// <param name="Refusal">Why; a code. Null: taken.</param>
public sealed record ImportPreview(long Line, Complaint? Complaint, string? Refusal);
