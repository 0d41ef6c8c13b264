using Facilities.Operations.Templates;

namespace Facilities.Operations.Complaints;

/// <summary>What a complaint can become.</summary>
/// <param name="Family">Fault family that is proposed.</param>
/// <param name="Families">Of the equipment's type.</param>
/// <param name="Open">Numbers of the open faults by family: the complaint would join that one.</param>
public sealed record ComplaintFaultChoice(string Family, IReadOnlyList<FaultFamily> Families, IReadOnlyDictionary<string, string> Open);
