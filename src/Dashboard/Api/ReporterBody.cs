using Facilities.Operations.Faults;

namespace Facilities.Dashboard.Api;

/// <summary>How whoever reported it is asked whether it is solved; phone or mail.</summary>
/// <param name="Phone">Digits, with + - and blanks between them.</param>
/// <param name="Mail">A bare address.</param>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
/// <param name="Name">What he is called, at most 60 characters.</param>
internal sealed record ReporterBody(string Phone = "", string Mail = "", string Locale = "zh-CN", string Name = "")
{
    public ReporterContact ToContact() => new(Phone ?? "", Mail ?? "", Locale ?? "zh-CN", Name ?? "");
}
