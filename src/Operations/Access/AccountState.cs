namespace Facilities.Operations.Access;

/// <summary>What somebody who manages accounts sees of one. A pause after wrong passwords isn't a lock.</summary>
public enum AccountState
{
    Open,

    /// <summary>Its password was given by an administrator and has not been changed yet.</summary>
    OneTimePassword,

    /// <summary>On purpose, until somebody unlocks it.</summary>
    Locked,

    /// <summary>Its person was erased; for good.</summary>
    Erased,
}
