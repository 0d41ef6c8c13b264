namespace Facilities.Domain.Inspections;

/// <summary>The library of inspection templates has errors; all of them are named.</summary>
public sealed class InspectionTemplateException : Exception
{
    public InspectionTemplateException()
    {
    }

    public InspectionTemplateException(string message)
        : base(message)
    {
    }

    public InspectionTemplateException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public InspectionTemplateException(IReadOnlyList<string> errors)
        : base("The inspection templates have errors:" + Environment.NewLine + string.Join(Environment.NewLine, errors)) => Errors = errors;

    public IReadOnlyList<string> Errors { get; } = [];
}
