namespace Facilities.Domain.Grades;

/// <summary>红黄蓝. A greater number is better. Numbers are stored.</summary>
public enum Grade
{
    /// <summary>Too little was seen to say; never taken for good.</summary>
    NotGraded = 0,

    /// <summary>红: a key area.</summary>
    Red = 1,

    /// <summary>黄: lighter problems.</summary>
    Yellow = 2,

    /// <summary>蓝: the rest.</summary>
    Blue = 3,
}
