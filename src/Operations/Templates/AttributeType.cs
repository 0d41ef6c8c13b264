namespace Facilities.Operations.Templates;

/// <summary>How an asset attribute is entered and checked.</summary>
public enum AttributeType
{
    Text,
    Number,
    Date,
    Flag,

    /// <summary>One of <see cref="TemplateAttribute.Choices"/>.</summary>
    Choice,
}
