using Facilities.Operations.Assets;
using Facilities.Operations.Templates;

namespace Facilities.Operations.Contracts;

/// <summary>A visit or a fault behind a number.</summary>
/// <param name="Reference">Id of the inspection, or number of the fault.</param>
/// <param name="Duty">Null: a fault.</param>
/// <param name="Day">Due date of the visit, or the day on which the fault was detected.</param>
/// <param name="Opens">The caller sees the record itself; false: it is his firm's, under a contract that has ended.</param>
public sealed record ClauseCase(string Reference, AssetPlace Place, LocalizedName? Duty, DateOnly Day, bool Opens);
